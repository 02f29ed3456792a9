package io.auterity.plugins.mail;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.MailFolder;
import io.auterity.spi.mail.MailFolderQuery;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.paging.PageLimit;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * Folders of an IMAP server, by their names.
 *
 * @param provider its id, for references
 */
record ImapFolders(MailConnections connections, String provider) {

  private static final PageLimit LIMIT = new PageLimit(50, 200);

  Page<MailFolder> list(MailFolderQuery query, Call call) {
    int limit = LIMIT.of(query.limit());
    Cursor from = query.cursor();
    return connections.imap(
        call,
        Applied.NO,
        store -> {
          List<Folder> left =
              all(store).stream()
                  .filter(each -> from == null || each.getFullName().compareTo(from.value()) > 0)
                  .toList();
          List<Folder> page = left.subList(0, Math.min(limit, left.size()));
          return new Page<>(
              told(page, call),
              left.size() > page.size() ? new Cursor(page.getLast().getFullName()) : null);
        });
  }

  private static List<Folder> all(IMAPStore store) throws MessagingException {
    List<Folder> all = new ArrayList<>();
    for (Folder folder : store.getDefaultFolder().list("*")) {
      if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
        all.add(folder);
      }
    }
    all.sort(Comparator.comparing(Folder::getFullName));
    return all;
  }

  private List<MailFolder> told(List<Folder> page, Call call) throws MessagingException {
    List<MailFolder> told = new ArrayList<>();
    for (Folder folder : page) {
      Cancelled.check(call);
      told.add(
          new MailFolder(
              new Ref(provider, folder.getFullName()),
              folder.getName(),
              folder.getMessageCount(),
              folder.getUnreadMessageCount()));
    }
    return told;
  }
}
