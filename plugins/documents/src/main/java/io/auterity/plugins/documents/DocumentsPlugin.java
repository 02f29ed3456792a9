package io.auterity.plugins.documents;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Brings the embedded database of documents. */
public final class DocumentsPlugin implements Plugin {

  private static final String SIGNS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 20;

  @Override
  public List<Connector<?>> connectors() {
    SecureRandom random = new SecureRandom();
    return List.of(new DocumentsConnector(InstantSource.system(), () -> id(random)));
  }

  private static String id(SecureRandom random) {
    return random
        .ints(LENGTH, 0, SIGNS.length())
        .mapToObj(at -> SIGNS.substring(at, at + 1))
        .collect(Collectors.joining());
  }
}
