/** The call of a connector for one attempt, in its plugin's realm and only while it is open. */
@NullMarked
package io.auterity.provider.call;

import org.jspecify.annotations.NullMarked;
