/**
 * Files that appear whole or not at all ({@link org.lorentznet.files.FileReplacement}), why one
 * could not be written, in words, and folders that one piece of work has for itself ({@link
 * org.lorentznet.files.FolderLock}).
 */
package org.lorentznet.files;
