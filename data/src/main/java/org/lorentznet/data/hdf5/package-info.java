/**
 * Layouts kept in HDF5: the top-tagging reference data set as pandas wrote it ({@code
 * top-reference}) and its conversion for Lorentz group networks ({@code lgn}). jHDF finds the data
 * sets and their chunks; chunks are read whole, in order, and unpacked here, so that memory stays
 * constant and no length is believed before it is checked.
 */
package org.lorentznet.data.hdf5;
