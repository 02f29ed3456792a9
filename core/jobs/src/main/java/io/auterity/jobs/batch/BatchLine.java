package io.auterity.jobs.batch;

/**
 * A line of a batch that is to be asked.
 *
 * @param number 1 for the first
 * @param customId by which its caller knows it
 * @param body of the request that it is
 * @param attempts how often it was asked in vain
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record BatchLine(int number, String customId, byte[] body, int attempts) {
  /** One that was never asked. */
  public BatchLine(int number, String customId, byte[] body) {
    this(number, customId, body, 0);
  }
}
