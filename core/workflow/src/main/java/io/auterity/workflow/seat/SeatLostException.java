package io.auterity.workflow.seat;

/** Says that another server holds the seat of the engine: nothing of a commit was applied. */
public final class SeatLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SeatLostException(long epoch) {
    super("another server carries on the runs; epoch %d of the seat is over".formatted(epoch));
  }
}
