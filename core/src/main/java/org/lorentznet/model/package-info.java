/**
 * Trained taggers as files: safetensors with one JSON document in the header ({@link
 * org.lorentznet.model.ModelFile}), and published weights.
 */
package org.lorentznet.model;
