/** The rows of the audit log. */
@NullMarked
package io.auterity.platform.audit.store;

import org.jspecify.annotations.NullMarked;
