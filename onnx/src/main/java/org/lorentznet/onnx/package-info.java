/** Export of taggers to ONNX, checked before it is written. */
package org.lorentznet.onnx;
