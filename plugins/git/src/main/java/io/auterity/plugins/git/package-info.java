/** Git hosting without a vendor: repositories on this server's disk, the rest as documents. */
@NullMarked
package io.auterity.plugins.git;

import org.jspecify.annotations.NullMarked;
