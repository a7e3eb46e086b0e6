"""AWS::S3: buckets and their policies."""
