"""What AWS answers about an account, as one template: so that what nobody wrote a template for is proven like one.

Plain data in and out: ``describe`` answers as boto3 gives them, a CloudFormation template as a dict. No AWS is asked.
"""
