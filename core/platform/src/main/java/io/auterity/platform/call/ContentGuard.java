package io.auterity.platform.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decision point of the stages policy: whether anybody looks at what a call says. */
public interface ContentGuard {

  /** Where nobody looks. */
  ContentGuard NONE = (scope, call) -> null;

  /** What guards that call; null when nothing does. */
  @Nullable CallGuard guarding(TenantScope scope, GuardedCall call);

  /**
   * What a guard may know of a call besides its words.
   *
   * @param capability e.g. {@code ai.chat.create}
   * @param model that the input asks for; null when it names none
   * @param streams whether its answer comes in pieces
   */
  record GuardedCall(
      String capability, @Nullable String model, Map<String, String> labels, boolean streams) {}
}
