package io.auterity.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples of CPU time by stage of a call. A sample counts for the innermost frame that a stage
 * claims, so what libraries do is on the account of who called them; a stage may claim a library
 * for itself, or a whole thread.
 */
final class Profile {

  /** What must be recorded (JEP 509); each sample tells the CPU time that it stands for. */
  static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.CPUTimeSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">2ms</setting>
          <setting name="stackTrace">true</setting>
        </event>
      </configuration>
      """;

  private static final String SAMPLE = "jdk.CPUTimeSample";
  static final String OTHER = "other";

  /** The threads that begin with a name are one stage. */
  static final Map<String, String> THREADS = Map.of("decisions", "writer");

  /** Who claims a frame, by the beginning of its class and method; the first that fits. */
  static final Map<String, List<String>> STAGES = claims();

  private final Map<String, Duration> samples = new LinkedHashMap<>();

  private Profile() {
    STAGES.keySet().forEach(stage -> samples.put(stage, Duration.ZERO));
    THREADS.values().forEach(stage -> samples.put(stage, Duration.ZERO));
    samples.put(OTHER, Duration.ZERO);
  }

  private static Map<String, List<String>> claims() {
    Map<String, List<String>> stages = new LinkedHashMap<>();
    stages.put(
        "wake",
        List.of(
            "sun.nio.ch.EPollSelectorImpl.wakeup",
            "java.lang.VirtualThread.unpark",
            "java.lang.VirtualThread.submit",
            "java.lang.VirtualThread.externalSubmit",
            "java.util.concurrent.locks.LockSupport.unpark",
            "io.auterity.platform.transport.EventLoop."));
    stages.put("select", List.of("sun.nio.ch.EPollSelectorImpl.", "sun.nio.ch.SelectorImpl."));
    stages.put(
        "sockets",
        List.of(
            "sun.nio.ch.SocketChannelImpl.", "sun.nio.ch.SocketDispatcher.", "sun.nio.ch.IOUtil."));
    stages.put("park", List.of("java.lang.VirtualThread.", "jdk.internal.vm.Continuation."));
    stages.put("loops", List.of("io.netty.", "io.vertx."));
    stages.put("transport", List.of("io.auterity.platform.transport."));
    stages.put("codec", List.of("io.auterity.plugins.ai.openai."));
    stages.put("door", List.of("io.auterity.gateway."));
    stages.put("access", List.of("io.auterity.control."));
    stages.put("reserve", List.of("io.auterity.ledger."));
    stages.put("plan", List.of("io.auterity.relay.plan.", "io.auterity.relay.route."));
    stages.put("health", List.of("io.auterity.provider.health."));
    stages.put("decision", List.of("io.auterity.relay.decision."));
    stages.put(
        "road", List.of("io.auterity.relay.", "io.auterity.insight.", "io.auterity.provider.fit."));
    stages.put("provider", List.of("io.auterity.provider."));
    return stages;
  }

  /** Reads a recording. */
  static Profile read(Path recording) {
    Profile profile = new Profile();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE)) {
          profile.add(event);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return profile;
  }

  private void add(RecordedEvent event) {
    RecordedThread thread = event.getThread("eventThread");
    RecordedStackTrace trace = event.getStackTrace();
    samples.merge(
        stage(
            thread == null ? "" : String.valueOf(thread.getJavaName()),
            trace == null ? List.of() : trace.getFrames().stream().map(Profile::place).toList()),
        event.getDuration("samplingPeriod"),
        Duration::plus);
  }

  private static String place(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  /**
   * Whose a sample is.
   *
   * @param places class and method of each frame, the innermost first
   */
  static String stage(String thread, List<String> places) {
    for (Map.Entry<String, String> whole : THREADS.entrySet()) {
      if (thread.startsWith(whole.getKey())) {
        return whole.getValue();
      }
    }
    for (String place : places) {
      for (Map.Entry<String, List<String>> stage : STAGES.entrySet()) {
        if (stage.getValue().stream().anyMatch(place::startsWith)) {
          return stage.getKey();
        }
      }
    }
    return OTHER;
  }

  /** CPU time by stage, as the samples tell it: its shares count, its sum is not exact. */
  Map<String, Duration> stages() {
    return Collections.unmodifiableMap(samples);
  }
}
