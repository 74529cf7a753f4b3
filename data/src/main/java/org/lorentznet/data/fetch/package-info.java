/**
 * Public data sets by name: which there are ({@link org.lorentznet.data.fetch.Catalogue}), where
 * their files lie on this machine ({@link org.lorentznet.data.fetch.DatasetCache}), and how they
 * get there, whatever the network does ({@link org.lorentznet.data.fetch.Download}).
 */
package org.lorentznet.data.fetch;
