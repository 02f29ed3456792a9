package io.auterity.spi;

import java.util.Locale;

/** Stable codes of failures, with the class of their cause and whether a repetition may help. */
public enum FailureCode {
  INVALID(Category.CALLER, false),
  UNAUTHENTICATED(Category.CALLER, false),
  FORBIDDEN(Category.CALLER, false),
  NOT_FOUND(Category.CALLER, false),
  CONFLICT(Category.CALLER, false),
  UNSUPPORTED(Category.CALLER, false),
  RATE_LIMITED(Category.RESOURCES, true),
  QUOTA_EXHAUSTED(Category.RESOURCES, false),
  BUDGET_EXHAUSTED(Category.RESOURCES, false),
  /** The platform itself has no room at the moment; it says nothing of the provider. */
  SATURATED(Category.RESOURCES, true),
  TOO_LARGE(Category.CALLER, false),
  CONTEXT_TOO_LONG(Category.CALLER, false),
  CONTENT_REFUSED(Category.EXTERNAL, false),
  UNAVAILABLE(Category.EXTERNAL, true),
  TIMEOUT(Category.EXTERNAL, true),
  CANCELLED(Category.CALLER, false),
  NO_VIABLE_PROVIDER(Category.RESOURCES, true),
  IN_DOUBT(Category.EXTERNAL, false),
  INTERNAL(Category.INTERNAL, false);

  private final Category category;
  private final boolean retryable;

  FailureCode(Category category, boolean retryable) {
    this.category = category;
    this.retryable = retryable;
  }

  /** Who can remove the cause. */
  public Category category() {
    return category;
  }

  /** Whether the same call may succeed later, unless a failure says otherwise. */
  public boolean retryable() {
    return retryable;
  }

  /** The code on the wire, e.g. {@code rate_limited}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
