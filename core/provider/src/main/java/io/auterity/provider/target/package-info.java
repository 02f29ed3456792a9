/** What a vendor and its models take of a chat, as data. */
@NullMarked
package io.auterity.provider.target;

import org.jspecify.annotations.NullMarked;
