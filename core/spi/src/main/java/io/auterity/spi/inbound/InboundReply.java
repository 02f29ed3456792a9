package io.auterity.spi.inbound;

import java.io.OutputStream;
import java.util.Map;

/** The answer to an {@link InboundRequest}, which leaves while it is written. */
public interface InboundReply {

  /**
   * Begins the answer, once. Until then a failure of the call becomes the answer; after it, the
   * connection ends in the middle.
   *
   * @return where the body goes; writing fails with an {@link java.io.IOException} when its reader
   *     has gone or the time of the call is over
   */
  OutputStream begin(int status, Map<String, String> headers);
}
