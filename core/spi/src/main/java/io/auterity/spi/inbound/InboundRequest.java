package io.auterity.spi.inbound;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** A request of a client of its own protocol, as it came in for one provider. */
public interface InboundRequest {

  /** E.g. {@code POST}. */
  String method();

  /** Below the provider, decoded, with a slash first, e.g. {@code /main/letters.git/info/refs}. */
  String path();

  /** Parameters of the query, decoded; of one that stands twice the first. */
  Map<String, String> query();

  /** A header by its name, whose case does not count; never the credential. */
  Optional<String> header(String name);

  /**
   * The body, once. It is decompressed already, and is bounded in bytes, in pace and by the time of
   * the call: reading it fails with an {@link InboundBodyException} when one of these is used up,
   * with another {@link java.io.IOException} when its sender has gone.
   */
  InputStream body();

  /** The same request with another body. */
  default InboundRequest withBody(InputStream other) {
    InboundRequest same = this;
    return new InboundRequest() {
      @Override
      public String method() {
        return same.method();
      }

      @Override
      public String path() {
        return same.path();
      }

      @Override
      public Map<String, String> query() {
        return same.query();
      }

      @Override
      public Optional<String> header(String name) {
        return same.header(name);
      }

      @Override
      public InputStream body() {
        return other;
      }
    };
  }
}
