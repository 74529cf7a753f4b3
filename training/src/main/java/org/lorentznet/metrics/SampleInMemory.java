package org.lorentznet.metrics;

/** A sample of a single block. */
record SampleInMemory(ScoredBlock block) implements ScoredSample {
  @Override
  public int classes() {
    return block.output().classes();
  }

  @Override
  public boolean weighted() {
    return block.weightsOrNull() != null;
  }

  @Override
  public Pass open() {
    return new Pass() {
      private ScoredBlock next = block;

      @Override
      public ScoredBlock next() {
        ScoredBlock given = next;
        next = null;
        return given;
      }

      @Override
      public void close() {}
    };
  }
}
