package org.lorentznet.data.table;

/** A column of a table: its name, and how its numbers are stored. */
public record TableColumn(String name, NumberType type) {}
