package io.auterity.workflow.writer;

/** What becomes of an entry. Called on the writer's thread: hand over and return. */
public interface Receipt {

  /** It is durable. */
  void committed();

  /** It never will be: somebody else wrote the run's next event, or the journal has ended. */
  void lost();

  /** It never will be: the database refuses what it says. */
  default void refused() {
    lost();
  }
}
