package io.auterity.gateway.door;

/** The body of a request, which is read as it comes, came too slowly. */
public final class BodyTooSlowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BodyTooSlowException() {
    super("the body of the request came too slowly", null, false, false);
  }
}
