package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.learn.Head;
import java.util.List;

/** The errors of the local models: what they refuse, and how it says so. */
final class LocalErrors {

  static CallFailedException otherModel(String asked, String offered) {
    return Refusal.of(
        FailureCode.NOT_FOUND, "model", "this provider runs %s, not %s".formatted(offered, asked));
  }

  static CallFailedException busy() {
    return new CallFailedException(
        FailureCode.TIMEOUT, "no processor became free before the deadline");
  }

  // Unsupported: the provider is well, and another may answer.
  static CallFailedException notLearned(String name, List<String> labels) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "no example is labelled %s; this head knows %s".formatted(name, String.join(", ", labels)));
  }

  /**
   * @param withdrawn what was in force before; empty where nothing was
   */
  static CallFailedException tooFew(String provider, int examples, int labels, String withdrawn) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "provider %s needs %d documents 'example' with 2 labels; it has %d with %d%s"
            .formatted(provider, Head.LEAST_ROWS, examples, labels, withdrawn));
  }

  static CallFailedException noVersion(String provider, int version) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "provider %s has no version %d of its head; train one, or go back to one that there is"
            .formatted(provider, version));
  }

  static CallFailedException withdrawn(String provider, int version, String why) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "version %d of the head of provider %s is withdrawn (%s); train one, or go back to another"
            .formatted(version, provider, why));
  }

  static CallFailedException damagedVersion(
      String provider, int version, IllegalArgumentException cause) {
    return new CallFailedException(
        FailureCode.INTERNAL,
        "version %d of the head of provider %s cannot be read: %s"
            .formatted(version, provider, cause.getMessage()));
  }

  static CallFailedException learning() {
    return new CallFailedException(FailureCode.TIMEOUT, "the head is still being learned");
  }

  static CallFailedException damaged(String example, Failure cause) {
    return new CallFailedException(
        FailureCode.INTERNAL,
        "the example %s cannot be read: %s".formatted(example, cause.message()));
  }

  static CallFailedException broken(ModelException cause) {
    return new CallFailedException(FailureCode.INTERNAL, String.valueOf(cause.getMessage()));
  }
}
