package io.auterity.server.probe;

import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.provider.life.DraftProvider;
import io.auterity.provider.life.DraftProvider.Reached;
import io.auterity.server.probe.ProbedPart.Part;
import io.auterity.server.probe.ProviderProbe.Listener;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks at once all places where a draft would go whether a server answers there. */
record ReachedPlaces(DraftProvider draft, Time time, ProbeDeadline deadline) {

  /**
   * Tells of each, in their order.
   *
   * @return whether a server answers wherever the credential goes
   * @throws IOException as the listener
   */
  boolean tell(Listener listener) throws IOException {
    List<Reached> places = draft.places();
    boolean all = true;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<ProbedPart>> parts =
          places.stream()
              .map(place -> CompletableFuture.supplyAsync(() -> reached(place), threads))
              .toList();
      for (int i = 0; i < places.size(); i++) {
        Reached place = places.get(i);
        ProbedPart part = parts.get(i).join();
        listener.heard(part);
        all &=
            part.state() == ProbedPart.State.OK
                || !place.credential()
                || place.pattern()
                || !place.destination().isWeb();
      }
    }
    return all;
  }

  private ProbedPart reached(Reached place) {
    if (place.pattern()) {
      return ProbedPart.unasked(
          Part.REACH, place.authority(), "stands for many hosts", null, List.of());
    }
    if (!place.destination().isWeb()) {
      return ProbedPart.unasked(
          Part.REACH, place.authority(), "is asked by the check alone", null, List.of());
    }
    String whose = place.credential() ? "gets the credential" : "gets no credential";
    long began = time.nanos();
    try {
      int status = draft.reach(place, deadline.left(), deadline.hangup());
      return ProbedPart.ok(
          Part.REACH, place.authority(), "answers (%d), %s".formatted(status, whose), since(began));
    } catch (CallFailedException e) {
      return ProbedPart.failed(Part.REACH, place.authority(), judged(e.failure()), since(began));
    }
  }

  // A vendor that answers at all has been reached: what forbids it are the rules of this server.
  private static Failure judged(Failure failure) {
    return switch (failure.code()) {
      case FORBIDDEN -> failure.withOrigin(Origin.PLATFORM);
      case UNAVAILABLE, TIMEOUT -> failure.withOrigin(Origin.VENDOR);
      default -> failure;
    };
  }

  private Double since(long began) {
    return WireTime.millis(Duration.ofNanos(time.nanos() - began));
  }
}
