/** Approvals that runs ask people for: listed, shown, voted on over REST. */
@NullMarked
package io.auterity.server.approvals;

import org.jspecify.annotations.NullMarked;
