"""The smallest edit of the author's file that makes a finding go away, proven before it is kept."""
