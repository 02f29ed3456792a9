package io.auterity.workflow.engine;

/** How the process before this one of the same server ended, as far as it is known. */
public interface LastEnd {

  /** No launcher saw it. */
  LastEnd UNKNOWN =
      new LastEnd() {
        @Override
        public Cause cause() {
          return Cause.UNKNOWN;
        }

        @Override
        public void blamed() {}
      };

  /** Why a process ended. */
  enum Cause {
    /** Its heap was exhausted. */
    EXHAUSTED,
    /** It was killed, was stopped, or failed otherwise: no run has caused it. */
    OTHER,
    UNKNOWN
  }

  Cause cause();

  /** A run is found to have caused it. */
  void blamed();
}
