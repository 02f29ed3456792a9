package io.auterity.platform.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decision point of the stages policy: whether a guard looks at what a call says. */
public interface ContentGuard {

  /** Guards no call. */
  ContentGuard NONE = (scope, call) -> null;

  /** What guards that call; null when nothing does. */
  @Nullable CallGuard guarding(TenantScope scope, GuardedCall call);

  /** How long a guard may take: as long as the caller waits. */
  interface Patience {

    /** Of a call that waits for ever. */
    Patience ENDLESS =
        new Patience() {
          @Override
          public Duration remaining() {
            return Duration.ofDays(1);
          }

          @Override
          public boolean stopped() {
            return false;
          }

          @Override
          public void onStop(Runnable action) {}
        };

    /** Until the deadline of the call. */
    Duration remaining();

    /** Whether its caller has gone, or its time is over. */
    boolean stopped();

    /** Runs the action when that happens; at once if it has. */
    void onStop(Runnable action);
  }

  /** Which routes would take a call. */
  interface TakenRoute {

    /** Of a call that no route takes. */
    TakenRoute NONE = more -> List.of();

    /**
     * Their ids, if the call had these labels besides its own: of the model that it asks for and of
     * its alternatives; empty when none takes it.
     */
    List<String> with(Map<String, String> more);
  }

  /**
   * What a guard may know of a call besides its words.
   *
   * @param capability e.g. {@code ai.chat.create}
   * @param models that the input asks for, and its alternatives; empty when it names none
   * @param streams whether its answer comes in pieces
   * @param patience of who waits for it
   * @param route by which it goes, as far as is known before it is planned
   */
  record GuardedCall(
      String capability,
      List<String> models,
      Map<String, String> labels,
      boolean streams,
      Patience patience,
      TakenRoute route) {

    public GuardedCall {
      models = List.copyOf(models);
    }

    /** A call that no route takes. */
    public GuardedCall(
        String capability,
        @Nullable String model,
        Map<String, String> labels,
        boolean streams,
        Patience patience) {
      this(
          capability,
          model == null ? List.of() : List.of(model),
          labels,
          streams,
          patience,
          TakenRoute.NONE);
    }
  }
}
