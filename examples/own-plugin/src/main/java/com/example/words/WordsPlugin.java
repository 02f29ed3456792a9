package com.example.words;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** The entry that the manifest names. */
public final class WordsPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new WordsConnector());
  }
}
