package io.auterity.gateway.door;

import java.util.Map;

/**
 * The way back to a caller: either one whole answer, or the beginning, pieces and end of one. What
 * is said to a caller who has gone is lost without complaint.
 */
public interface ReplyChannel {

  /** Sends the one whole answer. */
  void send(WholeAnswer answer);

  /** Begins an answer that comes in pieces, with status 200; it leaves with the first piece. */
  void begin(Map<String, String> headers);

  /** Adds a piece; waits while the caller is slow to take what was sent before. */
  void write(byte[] piece);

  /** Ends an answer that came in pieces. */
  void end(Map<String, String> trailers);

  /** Breaks an answer off, so that its caller sees that it is not whole. */
  void abort();

  /** Whether an answer was sent or begun. */
  boolean begun();

  /** Runs {@code action} once when the caller goes before the end; at once if it already has. */
  void onGone(Runnable action);
}
