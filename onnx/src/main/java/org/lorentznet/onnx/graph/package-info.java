/** Networks as ONNX graphs. Knows the architectures, and nothing of running them. */
package org.lorentznet.onnx.graph;
