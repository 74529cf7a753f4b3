/**
 * Files that appear whole or not at all ({@link org.lorentznet.files.FileReplacement}), and why one
 * could not be written, in words.
 */
package org.lorentznet.files;
