package io.auterity.platform.provider;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells failures that a provider's spec asked for from those that a connector ran into. */
public final class InjectedMark {

  private static final String FIELD = "injected";

  private InjectedMark() {}

  static Failure on(Failure failure) {
    return failure.withFields(Map.of(FIELD, "true"));
  }

  /** Whether the failure of an attempt was asked for. */
  public static boolean isOn(Failure failure) {
    return failure.fields().containsKey(FIELD);
  }

  /** Runs code of a connector, whose failures cannot carry the mark. */
  static <T extends @Nullable Object> T kept(Supplier<T> connector) {
    try {
      return connector.get();
    } catch (CallFailedException e) {
      throw isOn(e.failure()) ? new CallFailedException(off(e.failure())) : e;
    }
  }

  private static Failure off(Failure failure) {
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.remove(FIELD);
    return failure.withFields(fields);
  }
}
