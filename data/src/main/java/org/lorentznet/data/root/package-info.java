/**
 * ROOT files: the trees (TTree) in them as columns of numbers. What is written by ROOT's class
 * descriptions ("streamer info") is read by the descriptions that the file itself brings along, so
 * that versions of ROOT do not matter. The format is described in ROOT's own documentation (<a
 * href="https://root.cern/doc/master/classTFile.html">TFile</a>, <a
 * href="https://root.cern/doc/master/classTKey.html">TKey</a>, <a
 * href="https://root.cern/doc/master/classTTree.html">TTree</a>).
 */
package org.lorentznet.data.root;
