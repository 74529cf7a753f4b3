/**
 * Trained taggers as files: safetensors with one JSON document in the header ({@link
 * org.lorentznet.model.ModelFile}), published weights, and files that are replaced whole.
 */
package org.lorentznet.model;
