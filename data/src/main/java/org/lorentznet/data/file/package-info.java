/**
 * What all formats share: files that are read without trust ({@link
 * org.lorentznet.data.file.ReadableFile}) and numbers in bytes ({@link
 * org.lorentznet.data.file.ElementType}).
 */
package org.lorentznet.data.file;
