/**
 * What all formats share: files that are read without trust ({@link
 * org.lorentznet.data.file.ReadableFile}), files that appear complete or not at all ({@link
 * org.lorentznet.data.file.NewFile}), and numbers in bytes ({@link
 * org.lorentznet.data.file.ElementType}).
 */
package org.lorentznet.data.file;
