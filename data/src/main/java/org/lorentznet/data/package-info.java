/**
 * Reading and writing of jets: {@link org.lorentznet.data.JetFiles} finds out which layout a file
 * is of, from what is in it, and gives the jets as a {@link org.lorentznet.jet.JetSource}; a
 * package for each format below does the work. This module may depend on the core and on libraries
 * that read formats, never on the application.
 */
package org.lorentznet.data;
