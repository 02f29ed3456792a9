package io.auterity.gateway.dialect;

/** Says that a body holds what a scan does not know for certain, so that it must be read whole. */
public final class NotScannedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** It tells nothing but that, and comes often, so there is one. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // It has no stack to tell.
  public static final NotScannedException INSTANCE = new NotScannedException();

  private NotScannedException() {
    super("not scanned", null, false, false);
  }

  public static void unless(boolean known) {
    if (!known) {
      throw INSTANCE;
    }
  }
}
