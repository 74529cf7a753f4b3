/**
 * What a user says about a layout: a YAML document, read into records. Which columns are the
 * four-momenta, what the label is, what to select. Whether a file has those columns is not known
 * here.
 */
package org.lorentznet.data.description;
