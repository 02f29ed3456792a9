package io.auterity.provider;

import io.auterity.spi.ProviderDirectory;
import java.nio.file.Path;

/** A provider's place without files. */
public final class NoDirectory implements ProviderDirectory {
  @Override
  public Path path() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void require(long bytes) {
    throw new UnsupportedOperationException();
  }
}
