package io.auterity.plugins.documents;

import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.documents.DocumentDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens databases, one for each provider; it has nothing to configure.
 *
 * @param ids of documents that are stored without one
 */
record DocumentsConnector(InstantSource clock, Supplier<String> ids)
    implements Connector<DocumentDatabase> {

  @Override
  public String id() {
    return "embedded-documents";
  }

  @Override
  public Class<DocumentDatabase> kind() {
    return DocumentDatabase.class;
  }

  @Override
  public List<String> events() {
    return WriteEvents.TYPES;
  }

  @Override
  public DocumentDatabase open(ProviderContext context) {
    return new EmbeddedDatabase(new DocumentStore(context.id(), context.documents()), clock, ids);
  }
}
