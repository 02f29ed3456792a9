package io.auterity.plugins.documents;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.documents.DocumentDatabaseContract;
import java.util.concurrent.atomic.AtomicInteger;

class DocumentsContractTest extends DocumentDatabaseContract {

  private final AtomicInteger names = new AtomicInteger();

  @Override
  protected Plugin plugin() {
    return new DocumentsPlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-documents";
  }

  @Override
  protected String freshName() {
    return "n" + names.incrementAndGet();
  }
}
