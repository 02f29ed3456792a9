package io.auterity.testkit;

import io.auterity.spi.Documents;
import io.auterity.testkit.contract.DocumentsContract;

class InMemoryDocumentsTest extends DocumentsContract {

  private final InMemoryDocuments documents = new InMemoryDocuments();

  @Override
  protected Documents documents() {
    return documents;
  }
}
