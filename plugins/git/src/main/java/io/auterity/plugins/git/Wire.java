package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.ProviderDirectory;
import io.auterity.spi.inbound.InboundReply;
import io.auterity.spi.inbound.InboundRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes to and from one git client: where they break off is told apart from the disk. */
record Wire(InboundRequest request, InboundReply reply, ProviderDirectory directory, Call call) {

  /** The client has gone, or its time is over. */
  static final class CutException extends IOException {
    private static final long serialVersionUID = 1L;

    CutException(String message) {
      super(message);
    }

    CutException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** There is no room for what is pushed. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;

    FullException(CallFailedException cause) {
      super(cause.failure().message(), cause);
    }
  }

  OutputStream greet(String service) {
    return out("application/x-%s-advertisement".formatted(service));
  }

  Answer answer(String service) {
    return out("application/x-%s-result".formatted(service));
  }

  private Answer out(String mediaType) {
    return new Answer(() -> reply.begin(200, SmartHttp.headers(mediaType)));
  }

  InputStream in() {
    return new In(request.body(), this);
  }

  /** What is kept of the body: each piece asks for its room first. */
  InputStream kept() {
    return new Kept(in(), directory);
  }

  private void check() throws IOException {
    if (call.cancelled()) {
      throw new CutException("the call is over");
    }
  }

  private static final class In extends FilterInputStream {
    private final Wire wire;

    In(InputStream in, Wire wire) {
      super(in);
      this.wire = wire;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      wire.check();
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw new CutException(e);
      }
    }
  }

  private static final class Kept extends FilterInputStream {
    private static final int PIECE = 1 << 20;

    private final ProviderDirectory directory;
    private long room;

    Kept(InputStream in, ProviderDirectory directory) {
      super(in);
      this.directory = directory;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int some = in.read(buffer, offset, length);
      room -= Math.max(some, 0);
      if (room < 0) {
        take();
      }
      return some;
    }

    private void take() throws FullException {
      try {
        directory.require(PIECE);
        room += PIECE;
      } catch (CallFailedException e) {
        throw new FullException(e);
      }
    }
  }

  /** It begins with the first byte: what fails before becomes the answer. */
  static final class Answer extends OutputStream {
    private final Supplier<OutputStream> begin;
    private @Nullable OutputStream begun;

    private Answer(Supplier<OutputStream> begin) {
      this.begin = begin;
    }

    boolean hasBegun() {
      return begun != null;
    }

    private OutputStream begun() {
      OutputStream known = begun;
      if (known == null) {
        known = begin.get();
        begun = known;
      }
      return known;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return;
      }
      try {
        begun().write(bytes, offset, length);
      } catch (IOException e) {
        throw new CutException(e);
      }
    }

    /** All of it has been said, also where that is nothing. */
    void end() throws IOException {
      begun();
      flush();
    }

    @Override
    public void flush() throws IOException {
      try {
        if (begun != null) {
          begun.flush();
        }
      } catch (IOException e) {
        throw new CutException(e);
      }
    }
  }
}
