package io.auterity.plugins.knowledge;

import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageCommentQuery;
import io.auterity.spi.knowledge.PageDepth;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open store under test, and the short ways to fill it. */
record KnowledgeStore(FakeProvider provider, Knowledge knowledge) {

  static FakeProvider fresh() {
    return new FakeProvider("wiki", ManifestFileReader.of(KnowledgePlugin.class));
  }

  static KnowledgeStore open() {
    return open(fresh());
  }

  static KnowledgeStore open(FakeProvider provider) {
    new KnowledgePlugin()
        .start(new FakePluginContext(ManifestFileReader.of(KnowledgePlugin.class)));
    return new KnowledgeStore(provider, new KnowledgeConnector(new FakeTime()).open(provider));
  }

  FakeCall call(String operation) {
    return FakeCall.of("knowledge." + operation, provider);
  }

  Ref space(String name) {
    return knowledge.createSpace(new NewSpace(name, null), call("space.create")).ref();
  }

  Ref page(Ref space, @Nullable Ref parent, String title, String body) {
    return knowledge
        .createPage(new NewPage(space, parent, title, body, null), call("page.create"))
        .ref();
  }

  Ref attached(Ref page, String name, String text) {
    Content content = Content.of("text/plain", text.getBytes(StandardCharsets.UTF_8));
    return knowledge
        .uploadAttachment(new NewAttachment(page, name, content), call("attachment.upload"))
        .ref();
  }

  String content(Ref attachment) {
    Content content =
        knowledge.getAttachment(new WhichAttachment(attachment), call("attachment.get")).content();
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }

  Ref comment(Ref page, String body) {
    return knowledge.createComment(new NewPageComment(page, body), call("comment.create")).ref();
  }

  List<PageComment> comments(Ref page) {
    return knowledge
        .listComments(new PageCommentQuery(page, null, null), call("comment.list"))
        .items();
  }

  void write(Ref page, String body) {
    knowledge.updatePage(new PageUpdate(page, Change.keep(), Change.to(body)), call("page.update"));
  }

  KnowledgePage read(Ref page) {
    return knowledge.getPage(new WhichPage(page), call("page.get"));
  }

  List<String> titles(Ref space, @Nullable Ref parent) {
    return knowledge
        .listPages(
            new PageListing(space, parent, PageDepth.CHILDREN, null, null), call("page.list"))
        .items()
        .stream()
        .map(KnowledgePage::title)
        .toList();
  }

  List<Ref> found(String words) {
    return knowledge
        .searchContent(new ContentSearch(words, null, null, null), call("content.search"))
        .items()
        .stream()
        .map(ContentHit::page)
        .toList();
  }

  Path file(String name) {
    return provider.directory().path().resolve(name);
  }
}
