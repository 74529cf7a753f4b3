/**
 * Weights as PyTorch saves them ({@code torch.save} of a state dictionary), read as plain numbers.
 * Such files are programs for Python's pickle machine; nothing of them is ever run here.
 */
package org.lorentznet.data.pytorch;
