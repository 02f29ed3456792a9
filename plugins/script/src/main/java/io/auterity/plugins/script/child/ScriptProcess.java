package io.auterity.plugins.script.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The process that runs scripts, one after the other: it reads them from its input and writes
 * outcomes to its output. It ends when it is idle for long, when a script has taken far too long,
 * and with the server.
 */
public final class ScriptProcess {

  /** Status with which it ends when it was idle. */
  public static final int IDLE = 10;

  private static final int OVERDUE = 11;
  private static final int BROKEN = 12;
  private static final long STACK = 2L << 20;
  private static final long GRACE_MILLIS = 5_000;

  /** It starts with what processors the server leaves. */
  private static final long START_MILLIS = 30_000;

  private static final long TICK_MILLIS = 100;
  private static final String SAMPLE = "export default ({n}) => [n].map(x => `${x}`)";

  private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(1);
  private final DataOutputStream out;
  private final long idleNanos;
  private volatile long endsAt;
  private volatile boolean busy = true;

  private record Request(int millis, String code, String input) {}

  private ScriptProcess(DataOutputStream out, long idleMillis) {
    this.out = out;
    this.idleNanos = idleMillis * 1_000_000;
    this.endsAt = System.nanoTime() + idleNanos + START_MILLIS * 1_000_000;
  }

  /**
   * Runs scripts until it ends.
   *
   * @param arguments milliseconds after which it ends when it has nothing to do
   */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out = new DataOutputStream(System.out);
    System.setOut(System.err);
    ScriptProcess process = new ScriptProcess(out, Long.parseLong(arguments[0]));
    daemon("watch", process::watch);
    daemon("script", process::work);
    process.read(new DataInputStream(System.in));
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK);
    thread.setDaemon(true);
    thread.start();
  }

  // The end of the input is the end of the server, even while a script runs.
  private void read(DataInputStream in) {
    try {
      while (true) {
        int millis = in.readInt();
        String code = text(Frames.read(in, Frames.MOST_CODE));
        requests.add(new Request(millis, code, text(Frames.read(in, Frames.MOST_JSON))));
      }
    } catch (IOException | IllegalStateException e) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private void work() {
    try {
      ScriptEngine engine = new ScriptEngine();
      engine.run(SAMPLE, "{\"n\":1}");
      rest();
      out.writeByte(Frames.READY);
      out.flush();
      while (true) {
        Request request = requests.take();
        endsAt = System.nanoTime() + (request.millis() + GRACE_MILLIS) * 1_000_000;
        busy = true;
        ScriptOutcome outcome = engine.run(request.code(), request.input());
        rest();
        outcome.write(out);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  private void rest() {
    endsAt = System.nanoTime() + idleNanos;
    busy = false;
  }

  private void watch() {
    try {
      while (System.nanoTime() - endsAt < 0) {
        Thread.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(busy ? OVERDUE : IDLE);
  }
}
