package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.TextLearner;
import io.auterity.toolkit.learn.Head;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A version of a head that was trained before. It never changes, but may be withdrawn, so that a
 * look reads it anew.
 */
final class StoredHead implements HeadLesson {

  private final String provider;
  private final Documents documents;
  private final int version;
  private volatile @Nullable Head head;

  StoredHead(String provider, Documents documents, int version) {
    this.provider = provider;
    this.documents = documents;
    this.version = version;
  }

  @Override
  public Head learned(Call call) {
    Head known = head;
    if (known == null) {
      known = read();
      head = known;
    }
    return known;
  }

  @Override
  public void refresh(Call call) {
    head = null;
    var _ = learned(call);
  }

  private Head read() {
    Document stored =
        documents
            .get(TextLearner.DOCUMENTS, Integer.toString(version))
            .orElseThrow(() -> LocalErrors.noVersion(provider, version));
    String withdrawn = stored.body().text(TextLearner.WITHDRAWN);
    if (withdrawn != null) {
      throw LocalErrors.withdrawn(provider, version, withdrawn);
    }
    String bytes = stored.body().text(TextLearner.BYTES);
    try {
      return Head.of(Base64.getDecoder().decode(bytes == null ? "" : bytes));
    } catch (IllegalArgumentException e) {
      throw LocalErrors.damagedVersion(provider, version, e);
    }
  }
}
