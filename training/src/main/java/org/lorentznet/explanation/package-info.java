/**
 * What a tagger's score of a jet rests on: the relevance of each constituent, which other it
 * listens to, what that looks like over many jets, and whether it is real.
 */
package org.lorentznet.explanation;
