/**
 * Taggers that are ONNX models at work in ONNX Runtime, ours and others whose inputs are described.
 */
package org.lorentznet.onnx.run;
