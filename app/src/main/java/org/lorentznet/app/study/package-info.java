/**
 * The paper's experiments: many trainings of a grid, each a run of its own in a process of its own,
 * gathered into a table and pictures.
 */
package org.lorentznet.app.study;
