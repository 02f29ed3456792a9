package io.auterity.jobs.batch;

/**
 * What a line was answered.
 *
 * @param status of HTTP
 * @param request id of the request, as its caller would have seen it
 * @param lossy what of it could not be carried, as the header of a call would tell it; empty when
 *     all was
 * @param body in the dialect of the batch
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record LineAnswer(int status, String request, String lossy, byte[] body) {
  public boolean succeeded() {
    return status < 300;
  }
}
