package io.auterity.plugins.script;

import io.auterity.plugins.script.child.Frames;
import io.auterity.plugins.script.child.ScriptOutcome;
import io.auterity.plugins.script.child.ScriptProcess;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderWork;
import io.auterity.toolkit.Cancelled;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that runs scripts of one provider, one at a time. Whenever it does not do what it
 * should, it is ended.
 */
final class ScriptChild {

  private static final Duration START = Duration.ofSeconds(30);
  private static final int OUT_OF_MEMORY = 3;
  private static final int KILLED = 128 + 9;

  private final Process process;
  private final DataInputStream in;
  private final DataOutputStream out;
  private volatile boolean ended;

  /** A script with its input, and the time that it may take. */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  record Request(byte[] code, byte[] input, Duration timeout) {}

  /** A process that ended because it had nothing to do, just when it was asked. */
  static final class IdleException extends Exception {

    private static final long serialVersionUID = 1L;

    private IdleException() {
      super(null, null, false, false);
    }
  }

  private ScriptChild(Process process) {
    this.process = process;
    in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  /** Starts one and waits until it takes scripts. */
  static ScriptChild start(ChildCommand command, ProviderWork work, Call call)
      throws IdleException {
    ScriptChild child;
    try {
      child = new ScriptChild(command.start());
    } catch (IOException e) {
      throw ScriptErrors.broken("does not start: " + e.getMessage());
    }
    Duration left = call.remaining();
    try {
      child.wait(() -> child.in.readByte(), START.compareTo(left) < 0 ? START : left, work, call);
    } catch (TimeoutException e) {
      Cancelled.check(call);
      throw ScriptErrors.broken("is not ready after %d s".formatted(START.toSeconds()));
    }
    return child;
  }

  boolean alive() {
    return !ended && process.isAlive();
  }

  void end() {
    ended = true;
    process.destroyForcibly();
  }

  ScriptOutcome run(Request request, ProviderWork work, Call call) throws IdleException {
    try {
      return wait(() -> ask(request), request.timeout(), work, call);
    } catch (TimeoutException e) {
      throw ScriptErrors.late(request.timeout());
    }
  }

  private ScriptOutcome ask(Request request) throws IOException {
    out.writeInt((int) request.timeout().toMillis());
    Frames.write(out, request.code());
    Frames.write(out, request.input());
    out.flush();
    return ScriptOutcome.read(in);
  }

  private <T> T wait(Callable<T> what, Duration time, ProviderWork work, Call call)
      throws TimeoutException, IdleException {
    boolean answered = false;
    try {
      Future<T> reply = work.begin(what, call);
      T answer = reply.get(time.toNanos(), TimeUnit.NANOSECONDS);
      answered = true;
      return answer;
    } catch (ExecutionException e) {
      throw broken();
    } catch (CancellationException e) {
      Cancelled.check(call);
      throw new CallFailedException(FailureCode.CANCELLED, "the provider is being closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    } finally {
      if (!answered) {
        end();
      }
    }
  }

  // Its output ended, which its status explains, or is not what it should be.
  private CallFailedException broken() throws IdleException {
    int status = status();
    return switch (status) {
      case ScriptProcess.IDLE -> throw new IdleException();
      case OUT_OF_MEMORY, KILLED -> ScriptErrors.memory();
      default -> ScriptErrors.broken("ended with status " + status);
    };
  }

  private int status() {
    try {
      if (process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return -1;
  }
}
