/**
 * The commands, a class each: options in, words and files out. What they do is in the core and in
 * the data module.
 */
package org.lorentznet.app.command;
